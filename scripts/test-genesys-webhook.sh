#!/usr/bin/env bash
# Sends one message through the queue and prints its way: intake → credentials → Graph answer (ruling 24).
# With the credentials guide's demo token the last step is its "expected 401".
set -euo pipefail

api="${API_URL:-http://localhost:5050}"
tenant="${TENANT_ID:-t_a3eecb94bb822a92}"
number="${PHONE_NUMBER_ID:-882555404932892}"
to="${TO:-919876543220}"
graph="${WHATSAPP_GRAPH_URL:-https://graph.facebook.com}"
version="${WHATSAPP_API_VERSION:-v26.0}"
: "${SERVICE_KEY:?set SERVICE_KEY to the one of the server}"
: "${RABBITMQ_URL:?set RABBITMQ_URL to the one of the server}"

# The secret goes in by a file descriptor: arguments can be read by every process of the machine.
authorized() { curl -sS -H @<(printf 'Authorization: Bearer %s' "$1") "${@:2}"; }
field() { node -e 'let t="";process.stdin.on("data",(c)=>t+=c).on("end",()=>{let v=JSON.parse(t);for(const k of process.argv[1].split("."))v=v?.[k];console.log(v===undefined||v===null?"":typeof v==="object"?JSON.stringify(v):v)})' "$1"; }

key="$(node "$(dirname "$0")/publish-queue-message.mjs" "$tenant" "$number" "$to")"
echo "1 intake       published with message-id $key"

state=''
for _ in $(seq 1 40); do
  answer="$(authorized "$SERVICE_KEY" "$api/api/tenants/$tenant/queue/messages/$key")"
  state="$(field data.sendState.state <<<"$answer")"
  case "$state" in '' | queued | sending) sleep 0.5 ;; *) break ;; esac
done
if [ -z "$state" ]; then
  echo "1 intake       not taken: $(field message <<<"$answer") (see the dead letters of the queue)"
  exit 1
fi
echo "1 intake       taken as $(field data.messageId <<<"$answer")"

credentials="$(authorized "$SERVICE_KEY" "$api/tenants/$tenant/credentials/meta?phoneNumberId=$number")"
token="$(field accessToken <<<"$credentials")"
if [ -z "$token" ]; then
  echo "2 credentials  $(field message <<<"$credentials")"
  exit 1
fi
echo "2 credentials  found, ${#token} characters"

case "$state" in
accepted) echo "3 Graph answer accepted as $(field data.waMessageId <<<"$answer")" ;;
rejected) echo "3 Graph answer refused: $(field data.sendState.failure <<<"$answer")" ;;
*)
  echo "3 Graph answer the message is $state ($(field data.sendState <<<"$answer"))"
  authorized "$token" -w '  HTTP %{http_code}\n' "$graph/$version/$number?fields=display_phone_number"
  ;;
esac
