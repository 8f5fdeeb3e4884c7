// Seed 0: Step 3: Send Messages from Enromatics

const WHATSAPP_PLATFORM_URL = process.env.WHATSAPP_PLATFORM_URL;
const WHATSAPP_INTEGRATION_TOKEN = process.env.WHATSAPP_INTEGRATION_TOKEN;

const sendWhatsApp = async (recipientPhone, message) => {
  const response = await fetch(
    `${WHATSAPP_PLATFORM_URL}/api/integrations/send-message`,
    {
      method: 'POST',
      headers: {
        'Authorization': `Bearer ${WHATSAPP_INTEGRATION_TOKEN}`,
        'Content-Type': 'application/json'
      },
      body: JSON.stringify({
        recipientPhone: recipientPhone,
        message: message
      })
    }
  );
  
  const data = await response.json();
  
  if (!response.ok) {
    throw new Error(data.message || 'Failed to send message');
  }
  
  return data.data; // { messageId, waMessageId, timestamp }
};

// Usage
try {
  const result = await sendWhatsApp('1234567890', 'Hello from Enromatics!');
  console.log('Message sent:', result);
} catch (error) {
  console.error('Error:', error.message);
}
