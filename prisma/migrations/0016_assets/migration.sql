-- CreateTable
CREATE TABLE "asset" (
    "tenant_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "first_seen" TIMESTAMPTZ(3) NOT NULL,
    "last_seen" TIMESTAMPTZ(3) NOT NULL,
    "records" BIGINT NOT NULL,
    "traits" INTEGER NOT NULL DEFAULT 0,
    "criticality" TEXT NOT NULL DEFAULT 'normal',
    "criticality_reason" TEXT NOT NULL DEFAULT '',
    "tags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "note" TEXT NOT NULL DEFAULT '',
    "merged_into" TEXT,
    "merged_path" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "asset_pkey" PRIMARY KEY ("tenant_id","kind","key")
);

-- CreateTable
CREATE TABLE "asset_trait" (
    "tenant_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "first_seen" TIMESTAMPTZ(3) NOT NULL,
    "last_seen" TIMESTAMPTZ(3) NOT NULL,
    "records" BIGINT NOT NULL,

    CONSTRAINT "asset_trait_pkey" PRIMARY KEY ("tenant_id","kind","key","what","value")
);

-- CreateTable
CREATE TABLE "asset_cursor" (
    "tenant_id" INTEGER NOT NULL,
    "last_sequence" BIGINT NOT NULL DEFAULT 0,
    "left_out" BIGINT NOT NULL DEFAULT 0,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "asset_cursor_pkey" PRIMARY KEY ("tenant_id")
);

-- CreateTable
CREATE TABLE "asset_alert" (
    "tenant_id" INTEGER NOT NULL,
    "alert_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "open" BOOLEAN NOT NULL,

    CONSTRAINT "asset_alert_pkey" PRIMARY KEY ("tenant_id","alert_id","kind","key")
);

-- CreateIndex
CREATE INDEX "asset_tenant_id_kind_merged_into_idx" ON "asset"("tenant_id", "kind", "merged_into");

-- CreateIndex
CREATE INDEX "asset_trait_tenant_id_what_value_idx" ON "asset_trait"("tenant_id", "what", "value");

-- CreateIndex
CREATE INDEX "asset_alert_tenant_id_kind_key_idx" ON "asset_alert"("tenant_id", "kind", "key");

-- CreateIndex
CREATE INDEX "detection_tenant_id_account_key_observed_at_idx" ON "detection"("tenant_id", "account_key", "observed_at");

-- Rows that every step counts up: room for the next version beside the last.
ALTER TABLE "asset" SET (fillfactor = 70);
ALTER TABLE "asset_trait" SET (fillfactor = 70);

-- Whom an alert touches and whether it is open, beside its story: thousands of stories need not be unpacked to count the alerts of an endpoint. Kept in step by
-- the alert itself. What was joined into another alert is shown by that one.
CREATE FUNCTION alert_entities(id text, tenant int, content jsonb, open boolean) RETURNS void LANGUAGE sql SET search_path = public AS $$
  INSERT INTO asset_alert (tenant_id, alert_id, kind, key, open)
  SELECT DISTINCT tenant, id, CASE i.entity->>'kind' WHEN 'host' THEN 'endpoint' ELSE 'account' END, i.entity->>'key', open
  FROM jsonb_array_elements(CASE jsonb_typeof(content->'impact') WHEN 'array' THEN content->'impact' ELSE '[]'::jsonb END) AS i(entity)
  WHERE i.entity->>'kind' IN ('host', 'account') AND length(i.entity->>'key') BETWEEN 1 AND 255
$$;
CREATE FUNCTION alert_changed() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.merged_into IS NOT DISTINCT FROM NEW.merged_into AND OLD.content->'impact' IS NOT DISTINCT FROM NEW.content->'impact' THEN
    IF (OLD.status = 'closed') <> (NEW.status = 'closed') THEN UPDATE asset_alert SET open = NEW.status <> 'closed' WHERE tenant_id = NEW.tenant_id AND alert_id = NEW.id; END IF;
    RETURN NULL;
  END IF;
  IF TG_OP <> 'INSERT' THEN DELETE FROM asset_alert WHERE tenant_id = OLD.tenant_id AND alert_id = OLD.id; END IF;
  IF TG_OP <> 'DELETE' AND NEW.merged_into IS NULL THEN PERFORM alert_entities(NEW.id, NEW.tenant_id, NEW.content, NEW.status <> 'closed'); END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER alert_changed AFTER INSERT OR DELETE OR UPDATE OF content, status, merged_into ON "alert" FOR EACH ROW EXECUTE FUNCTION alert_changed();
SELECT alert_entities(id, tenant_id, content, status <> 'closed') FROM alert WHERE merged_into IS NULL;

-- Assets are never deleted: what was seen was seen.
GRANT SELECT, INSERT, UPDATE ON "asset" TO yagura_app;
GRANT SELECT, INSERT, UPDATE ON "asset_trait" TO yagura_app;
GRANT SELECT, INSERT, UPDATE ON "asset_cursor" TO yagura_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON "asset_alert" TO yagura_app;
DO $$
DECLARE customer text;
BEGIN
  FOREACH customer IN ARRAY ARRAY['asset', 'asset_trait', 'asset_cursor', 'asset_alert'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', customer);
    EXECUTE format($p$CREATE POLICY tenant ON %I USING (tenant_id = nullif(current_setting('yagura.tenant_id', true), '')::int)$p$, customer);
  END LOOP;
END $$;
