-- Seed 4: Setup Guide > Step 2: Create Database Tables

# In Supabase SQL Editor, run:
CREATE TABLE IF NOT EXISTS tenant_whatsapp_config (
    id TEXT PRIMARY KEY DEFAULT uuid_generate_v4(),
    tenant_id TEXT NOT NULL UNIQUE REFERENCES tenants(id) ON DELETE CASCADE,
    endpoint_name TEXT NOT NULL,
    auto_reconnect BOOLEAN DEFAULT TRUE,
    reconnect_interval INTEGER DEFAULT 30,
    health_check_interval INTEGER DEFAULT 60,
    webhook_retries INTEGER DEFAULT 3,
    message_timeout INTEGER DEFAULT 30,
    is_configured BOOLEAN DEFAULT FALSE,
    health_status TEXT DEFAULT 'unknown',
    last_health_check TIMESTAMP WITH TIME ZONE,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT NOW(),
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT NOW()
);
