-- Facts anew: found by a hash of their key, packed as text (lib/engine/correlate/fact-code.ts). Nobody asks for one by itself, so that they have no key of their own,
-- whose index would be a fifth of the table. Those kept so far are let go: they explain new detections of their
-- days only, and alerts keep their story themselves.
DROP TABLE "fact";

-- CreateTable
CREATE TABLE "fact" (
    "tenant_id" INTEGER NOT NULL,
    "received_day" DATE NOT NULL,
    "chunk_id" BIGINT NOT NULL,
    "key_hash" BIGINT NOT NULL,
    "observed_at" TIMESTAMPTZ(3) NOT NULL,
    "kind" SMALLINT NOT NULL,
    "data" TEXT NOT NULL
) PARTITION BY RANGE ("received_day");

-- CreateIndex
CREATE INDEX "fact_tenant_id_chunk_id_idx" ON "fact"("tenant_id", "chunk_id");

-- CreateIndex
CREATE INDEX "fact_tenant_id_key_hash_idx" ON "fact"("tenant_id", "key_hash");

-- A partition for each day that has one of chunks; later days come by ensure_partitions().
DO $$
DECLARE day date;
BEGIN
  FOR day IN SELECT to_date(right(c.relname, 8), 'YYYYMMDD') FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = 'chunk'::regclass LOOP
    EXECUTE format('CREATE TABLE %I PARTITION OF "fact" FOR VALUES FROM (%L) TO (%L)', 'fact_' || to_char(day, 'YYYYMMDD'), day, day + 1);
  END LOOP;
END $$;

GRANT SELECT ON "fact" TO yagura_app;
GRANT INSERT ON "fact" TO yagura_ingest;
ALTER TABLE "fact" ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON "fact" USING (tenant_id = nullif(current_setting('yagura.tenant_id', true), '')::int);

-- What a worker holds in memory between steps is true as long as `version` is the one that it wrote. The window is the span of observed time that steps look at.
ALTER TABLE "correlation_cursor" ADD COLUMN "version" BIGINT NOT NULL DEFAULT 0, ADD COLUMN "window_from" TIMESTAMPTZ(3), ADD COLUMN "window_to" TIMESTAMPTZ(3);

-- Signals that belong together without being an alert: recomputed whole, as alerts are.
ALTER TABLE "signal" ADD COLUMN "group_key" TEXT;
CREATE INDEX "signal_tenant_id_group_key_idx" ON "signal"("tenant_id", "group_key");

-- Whoever changes signals, save correlation's own step, makes workers forget what they hold.
CREATE FUNCTION signal_changed() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS $$
BEGIN
  IF current_setting('yagura.correlating', true) IS DISTINCT FROM 'on' THEN
    UPDATE correlation_cursor SET version = version + 1 WHERE tenant_id = coalesce(nullif(current_setting('yagura.tenant_id', true), '')::int, tenant_id);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER signal_changed AFTER INSERT OR UPDATE OR DELETE ON "signal" FOR EACH STATEMENT EXECUTE FUNCTION signal_changed();

-- Stories are long and repeat themselves: quick compression, where this server has it.
DO $$
BEGIN
  ALTER TABLE "alert" ALTER COLUMN "content" SET COMPRESSION lz4;
EXCEPTION WHEN feature_not_supported THEN NULL;
END $$;
