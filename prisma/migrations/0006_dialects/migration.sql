-- What the sender said of all records of a body beside them: {"host": …, "time": epoch ms}.
ALTER TABLE "chunk" ADD COLUMN "origin" JSONB;

-- CreateTable
CREATE TABLE "hec_channel" (
    "tenant_id" INTEGER NOT NULL,
    "source_id" INTEGER NOT NULL,
    "channel" TEXT NOT NULL,
    "acknowledged" BIGINT NOT NULL,
    "used_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "hec_channel_pkey" PRIMARY KEY ("tenant_id","source_id","channel")
);

-- CreateTable
CREATE TABLE "sent_document" (
    "tenant_id" INTEGER NOT NULL,
    "source_id" INTEGER NOT NULL,
    "key" BYTEA NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sent_document_pkey" PRIMARY KEY ("tenant_id","source_id","key")
);

-- CreateIndex
CREATE INDEX "hec_channel_tenant_id_used_at_idx" ON "hec_channel"("tenant_id", "used_at");

-- CreateIndex
CREATE INDEX "sent_document_tenant_id_received_at_idx" ON "sent_document"("tenant_id", "received_at");

-- AddForeignKey
ALTER TABLE "hec_channel" ADD CONSTRAINT "hec_channel_tenant_id_source_id_fkey" FOREIGN KEY ("tenant_id", "source_id") REFERENCES "source"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

GRANT SELECT, INSERT, UPDATE, DELETE ON "hec_channel" TO yagura_app;
GRANT SELECT, DELETE ON "sent_document" TO yagura_app;
GRANT INSERT ON "sent_document" TO yagura_ingest;

DO $$
DECLARE customer text;
BEGIN
  FOREACH customer IN ARRAY ARRAY['hec_channel', 'sent_document'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', customer);
    EXECUTE format($p$CREATE POLICY tenant ON %I USING (tenant_id = nullif(current_setting('yagura.tenant_id', true), '')::int)$p$, customer);
  END LOOP;
END $$;
