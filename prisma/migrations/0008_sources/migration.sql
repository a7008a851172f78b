-- AlterTable
ALTER TABLE "source" ADD COLUMN "zone_offset_minutes" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN "silent_since" TIMESTAMPTZ(3),
ADD COLUMN "retired_at" TIMESTAMPTZ(3);

-- Not more often than every minute, and a month at most; a zone is at most 14 hours from UTC.
ALTER TABLE "source" ADD CONSTRAINT "source_expected_every" CHECK (expected_every_seconds BETWEEN 60 AND 2678400),
  ADD CONSTRAINT "source_zone_offset" CHECK (zone_offset_minutes BETWEEN -840 AND 840);

-- CreateTable
CREATE TABLE "source_hour" (
    "tenant_id" INTEGER NOT NULL,
    "source_id" INTEGER NOT NULL,
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "received" BIGINT NOT NULL DEFAULT 0,
    "stored" BIGINT NOT NULL DEFAULT 0,
    "rejected" BIGINT NOT NULL DEFAULT 0,
    "detections" BIGINT NOT NULL DEFAULT 0,
    "body_bytes" BIGINT NOT NULL DEFAULT 0,
    "batches" BIGINT NOT NULL DEFAULT 0,
    "duplicates" BIGINT NOT NULL DEFAULT 0,
    "last_seen" TIMESTAMPTZ(3),
    "last_observed" TIMESTAMPTZ(3),

    CONSTRAINT "source_hour_pkey" PRIMARY KEY ("tenant_id","source_id","hour")
);

-- CreateTable
CREATE TABLE "source_family" (
    "tenant_id" INTEGER NOT NULL,
    "source_id" INTEGER NOT NULL,
    "family" TEXT NOT NULL,
    "records" BIGINT NOT NULL,
    "last_seen" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "source_family_pkey" PRIMARY KEY ("tenant_id","source_id","family")
);

-- CreateTable
CREATE TABLE "reject_replay" (
    "tenant_id" INTEGER NOT NULL,
    "received_day" DATE NOT NULL,
    "chunk_id" BIGINT NOT NULL,
    "index" INTEGER NOT NULL,
    "source_id" INTEGER NOT NULL,
    "replay_id" TEXT NOT NULL,
    "format" TEXT NOT NULL,
    "claimed_at" TIMESTAMPTZ(3) NOT NULL,
    "replayed_at" TIMESTAMPTZ(3),
    "chunk" TEXT,

    CONSTRAINT "reject_replay_pkey" PRIMARY KEY ("tenant_id","received_day","chunk_id","index")
);

-- CreateTable
CREATE TABLE "file_import" (
    "tenant_id" INTEGER NOT NULL,
    "id" SERIAL NOT NULL,
    "source_id" INTEGER NOT NULL,
    "fingerprint" BYTEA NOT NULL,
    "name" TEXT NOT NULL,
    "bytes" BIGINT NOT NULL,
    "position" BIGINT NOT NULL DEFAULT 0,
    "received" BIGINT NOT NULL DEFAULT 0,
    "stored" BIGINT NOT NULL DEFAULT 0,
    "rejected" BIGINT NOT NULL DEFAULT 0,
    "state" TEXT NOT NULL DEFAULT 'running',
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "file_import_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateIndex
CREATE INDEX "reject_replay_tenant_id_source_id_claimed_at_idx" ON "reject_replay"("tenant_id", "source_id", "claimed_at");

-- CreateIndex
CREATE UNIQUE INDEX "file_import_tenant_id_source_id_fingerprint_key" ON "file_import"("tenant_id", "source_id", "fingerprint");

-- AddForeignKey
ALTER TABLE "source_hour" ADD CONSTRAINT "source_hour_tenant_id_source_id_fkey" FOREIGN KEY ("tenant_id", "source_id") REFERENCES "source"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "source_family" ADD CONSTRAINT "source_family_tenant_id_source_id_fkey" FOREIGN KEY ("tenant_id", "source_id") REFERENCES "source"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "file_import" ADD CONSTRAINT "file_import_tenant_id_source_id_fkey" FOREIGN KEY ("tenant_id", "source_id") REFERENCES "source"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- A source's counters move with its chunks, in their transaction: no page has to add up millions of chunks, and what retention drops stays counted.
-- The sequence of the tenant is locked before, so that two batches never wait for each other here.
CREATE FUNCTION count_chunk() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM source WHERE tenant_id = NEW.tenant_id AND id = NEW.source_id) THEN RETURN NULL; END IF;
  INSERT INTO source_hour AS h (tenant_id, source_id, hour, received, stored, rejected, detections, body_bytes, batches, last_seen, last_observed)
  VALUES (NEW.tenant_id, NEW.source_id, date_trunc('hour', NEW.received_at, 'UTC'), NEW.received, NEW.stored, NEW.rejected, NEW.detections, NEW.body_bytes, 1, NEW.received_at, NEW.last_observed)
  ON CONFLICT (tenant_id, source_id, hour) DO UPDATE SET received = h.received + EXCLUDED.received, stored = h.stored + EXCLUDED.stored,
    rejected = h.rejected + EXCLUDED.rejected, detections = h.detections + EXCLUDED.detections, body_bytes = h.body_bytes + EXCLUDED.body_bytes, batches = h.batches + 1,
    last_seen = greatest(h.last_seen, EXCLUDED.last_seen), last_observed = greatest(h.last_observed, EXCLUDED.last_observed);
  INSERT INTO source_family AS f (tenant_id, source_id, family, records, last_seen)
  SELECT NEW.tenant_id, NEW.source_id, key, value::bigint, NEW.received_at FROM jsonb_each_text(NEW.families) ORDER BY key
  ON CONFLICT (tenant_id, source_id, family) DO UPDATE SET records = f.records + EXCLUDED.records, last_seen = greatest(f.last_seen, EXCLUDED.last_seen);
  RETURN NULL;
END $$;
CREATE TRIGGER count_chunk AFTER INSERT ON "chunk" FOR EACH ROW EXECUTE FUNCTION count_chunk();

CREATE FUNCTION count_replay() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  IF NEW.replays <= OLD.replays OR NOT EXISTS (SELECT FROM source WHERE tenant_id = NEW.tenant_id AND id = NEW.source_id) THEN RETURN NULL; END IF;
  INSERT INTO source_hour AS h (tenant_id, source_id, hour, duplicates) VALUES (NEW.tenant_id, NEW.source_id, date_trunc('hour', now(), 'UTC'), NEW.replays - OLD.replays)
  ON CONFLICT (tenant_id, source_id, hour) DO UPDATE SET duplicates = h.duplicates + EXCLUDED.duplicates;
  RETURN NULL;
END $$;
CREATE TRIGGER count_replay AFTER UPDATE OF "replays" ON "accepted_batch" FOR EACH ROW EXECUTE FUNCTION count_replay();
REVOKE EXECUTE ON FUNCTION count_chunk(), count_replay() FROM PUBLIC;

INSERT INTO source_hour (tenant_id, source_id, hour, received, stored, rejected, detections, body_bytes, batches, last_seen, last_observed)
SELECT c.tenant_id, c.source_id, date_trunc('hour', c.received_at, 'UTC'), sum(c.received), sum(c.stored), sum(c.rejected), sum(c.detections), sum(c.body_bytes), count(*), max(c.received_at), max(c.last_observed)
FROM chunk c JOIN source s ON s.tenant_id = c.tenant_id AND s.id = c.source_id GROUP BY 1, 2, 3;
INSERT INTO source_family (tenant_id, source_id, family, records, last_seen)
SELECT c.tenant_id, c.source_id, f.key, sum(f.value::bigint), max(c.received_at)
FROM chunk c JOIN source s ON s.tenant_id = c.tenant_id AND s.id = c.source_id, jsonb_each_text(c.families) f GROUP BY 1, 2, 3;

-- Counters are written by the triggers alone.
GRANT SELECT ON "source_hour", "source_family" TO yagura_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON "reject_replay", "file_import" TO yagura_app;
GRANT USAGE ON SEQUENCE "file_import_id_seq" TO yagura_app;

DO $$
DECLARE customer text;
BEGIN
  FOREACH customer IN ARRAY ARRAY['source_hour', 'source_family', 'reject_replay', 'file_import'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', customer);
    EXECUTE format($p$CREATE POLICY tenant ON %I USING (tenant_id = nullif(current_setting('yagura.tenant_id', true), '')::int)$p$, customer);
  END LOOP;
END $$;
