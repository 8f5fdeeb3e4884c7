# Seed 2: 🔍 Troubleshooting > Debug Commands

# Check database directly
docker exec whatsapp-postgres psql -U postgres -d whatsapp_genesys \
  -c "SELECT tenant_id, phone_number_id, LEFT(access_token, 20) || '...'
      FROM tenant_whatsapp_config
      WHERE tenant_id = 't_a3eecb94bb822a92';"
