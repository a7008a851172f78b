-- CreateTable
CREATE TABLE "correction" (
    "tenant_id" INTEGER NOT NULL,
    "id" SERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "alert_ids" TEXT[],
    "content" JSONB NOT NULL,
    "made_by" INTEGER,
    "made_by_name" TEXT NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "undone_by_name" TEXT,
    "undone_at" TIMESTAMPTZ(3),

    CONSTRAINT "correction_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateIndex
CREATE INDEX "correction_tenant_id_undone_at_idx" ON "correction"("tenant_id", "undone_at");

GRANT SELECT, INSERT, UPDATE ON "correction" TO yagura_app;
GRANT USAGE ON SEQUENCE "correction_id_seq" TO yagura_app;
ALTER TABLE "correction" ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON "correction" USING (tenant_id = nullif(current_setting('yagura.tenant_id', true), '')::int);
