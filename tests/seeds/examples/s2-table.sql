-- Seed 2: 🗄️ Credential Storage > Database Table: `tenant_whatsapp_config`

CREATE TABLE tenant_whatsapp_config (
    id                   SERIAL PRIMARY KEY,
    tenant_id            VARCHAR(50) UNIQUE,
    waba_id              VARCHAR(100) NOT NULL,
    phone_number_id      VARCHAR(100) NOT NULL,
    access_token         TEXT NOT NULL,           -- ← THE KEY CREDENTIAL
    business_id          VARCHAR(100),
    display_phone_number VARCHAR(50),
    quality_rating       VARCHAR(50),
    is_active            BOOLEAN DEFAULT true,
    created_at           TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
    updated_at           TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
    business_account_id  VARCHAR(100),
    verify_token         VARCHAR(255),
    configured           BOOLEAN DEFAULT true
);
