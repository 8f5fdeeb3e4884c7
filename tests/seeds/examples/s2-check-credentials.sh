# Seed 2: 🔍 Troubleshooting > Debug Commands

# Check if tenant has credentials
curl http://localhost:3007/tenants/t_a3eecb94bb822a92/credentials/meta
