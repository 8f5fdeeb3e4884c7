# Seed 2: 📝 How Credentials Are Configured > Option 2: Manual Configuration

curl -X PUT http://localhost:3007/api/tenants/t_a3eecb94bb822a92/whatsapp/config \
  -H "Content-Type: application/json" \
  -d '{
    "wabaId": "882555404932892",
    "phoneNumberId": "882555404932892",
    "accessToken": "EAARKcTyPnWQBQ..."
  }'
