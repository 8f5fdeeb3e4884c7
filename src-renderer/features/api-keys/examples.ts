export type ExampleLanguage = 'curl' | 'javascript' | 'python';

/** Sends one message through the integrations API. @param url origin of the backend. */
export const examples: Record<ExampleLanguage, (url: string) => string> = {
  curl: (url) => `curl -X POST ${url}/api/integrations/send-message \\
  -H "Authorization: Bearer $WHATSAPP_INTEGRATION_TOKEN" \\
  -H "Content-Type: application/json" \\
  -d '{"recipientPhone": "919876543210", "message": "Hello from my application"}'`,
  javascript: (url) => `const response = await fetch('${url}/api/integrations/send-message', {
  method: 'POST',
  headers: {
    Authorization: \`Bearer \${process.env.WHATSAPP_INTEGRATION_TOKEN}\`,
    'Content-Type': 'application/json',
  },
  body: JSON.stringify({ recipientPhone: '919876543210', message: 'Hello from my application' }),
});
console.log(await response.json());`,
  python: (url) => `import os, requests

response = requests.post(
    '${url}/api/integrations/send-message',
    headers={'Authorization': f"Bearer {os.environ['WHATSAPP_INTEGRATION_TOKEN']}"},
    json={'recipientPhone': '919876543210', 'message': 'Hello from my application'},
)
print(response.json())`,
};
