// Seed 0: Step 4: Get Conversations from Enromatics

const getConversations = async (limit = 50, offset = 0) => {
  const response = await fetch(
    `${WHATSAPP_PLATFORM_URL}/api/integrations/conversations?limit=${limit}&offset=${offset}`,
    {
      headers: {
        'Authorization': `Bearer ${WHATSAPP_INTEGRATION_TOKEN}`
      }
    }
  );
  
  const data = await response.json();
  
  if (!response.ok) {
    throw new Error(data.message || 'Failed to fetch conversations');
  }
  
  return data.data; // { conversations, pagination }
};

// Usage
try {
  const { conversations, pagination } = await getConversations(50, 0);
  console.log('Conversations:', conversations);
  console.log('Total:', pagination.total);
} catch (error) {
  console.error('Error:', error.message);
}
