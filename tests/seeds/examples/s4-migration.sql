-- Seed 4: Migration Guide (From Old Approach)

-- Step 1: Create new table
CREATE TABLE tenant_whatsapp_config (...)

-- Step 2: Migrate data
INSERT INTO tenant_whatsapp_config (tenant_id, endpoint_name, ...)
SELECT tenant_id, name AS endpoint_name, ...
FROM whatsapp_endpoints;

-- Step 3: Verify migration
SELECT * FROM tenant_whatsapp_config;

-- Step 4: Set ENV variables for all endpoints
WHATSAPP_ENDPOINTS=[...]

-- Step 5: Delete old table (after verification)
DROP TABLE whatsapp_endpoints;
