# Seed 1: Testing the Connection > From Command Line

cd backend
node test-enromatics-token.js wpi_int_your_token_here
