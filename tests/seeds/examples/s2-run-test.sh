# Seed 2: 🧪 Testing Without Real Credentials > To Test With Real Credentials

./test-genesys-webhook.sh
