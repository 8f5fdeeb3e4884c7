// Seed 0: Error Handling

// 401 - Invalid/expired token
{
  "success": false,
  "message": "Invalid or expired integration token"
}

// 400 - Missing required fields
{
  "success": false,
  "message": "Missing required fields: recipientPhone, message"
}

// 400 - No active phone number
{
  "success": false,
  "message": "No active WhatsApp phone number configured for this account"
}
