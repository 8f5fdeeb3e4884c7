# Seed 2: 🔍 Troubleshooting > Debug Commands

# Test WhatsApp API connectivity
curl -X GET \
  "https://graph.facebook.com/v18.0/me?access_token=YOUR_TOKEN"
