# Seed 2: 🧪 Testing Without Real Credentials > To Test With Real Credentials

curl -X PUT http://localhost:3007/api/tenants/t_a3eecb94bb822a92/whatsapp/config \
  -H "Content-Type: application/json" \
  -d '{
    "wabaId": "YOUR_WABA_ID",
    "phoneNumberId": "YOUR_PHONE_NUMBER_ID",
    "accessToken": "YOUR_VALID_TOKEN"
  }'
