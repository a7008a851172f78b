-- CreateTable
CREATE TABLE "exception" (
    "tenant_id" INTEGER NOT NULL,
    "id" SERIAL NOT NULL,
    "title" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "conditions" JSONB NOT NULL,
    "scope" JSONB NOT NULL,
    "state" TEXT NOT NULL,
    "alert_id" TEXT,
    "owner_id" INTEGER,
    "owner_name" TEXT NOT NULL,
    "created_by" INTEGER,
    "created_by_name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "starts_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "approved_by_name" TEXT,
    "ended_at" TIMESTAMPTZ(3),
    "ended_by_name" TEXT,
    "hits" BIGINT NOT NULL DEFAULT 0,
    "last_hit_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "exception_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "exception_setting" (
    "tenant_id" INTEGER NOT NULL,
    "two_person" BOOLEAN NOT NULL DEFAULT false,
    "version" BIGINT NOT NULL DEFAULT 0,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "exception_setting_pkey" PRIMARY KEY ("tenant_id")
);

-- CreateIndex
CREATE INDEX "exception_tenant_id_state_expires_at_idx" ON "exception"("tenant_id", "state", "expires_at");

-- A detection all of whose matches are muted; which exception muted which match stands in `matches`.
ALTER TABLE "detection" ADD COLUMN "muted" BOOLEAN NOT NULL DEFAULT false;

-- The ingest writer asks this once per batch, so that a new exception is in force for the next one.
CREATE FUNCTION exception_version(tenant int) RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT coalesce((SELECT version FROM exception_setting WHERE tenant_id = tenant), 0)
$$;
REVOKE EXECUTE ON FUNCTION exception_version(int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION exception_version(int) TO yagura_app;

-- Exceptions end, they are never deleted: a muted detection must always be able to say by what.
GRANT SELECT, INSERT, UPDATE ON "exception" TO yagura_app;
GRANT SELECT, INSERT, UPDATE ON "exception_setting" TO yagura_app;
GRANT USAGE ON SEQUENCE "exception_id_seq" TO yagura_app;
DO $$
DECLARE customer text;
BEGIN
  FOREACH customer IN ARRAY ARRAY['exception', 'exception_setting'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', customer);
    EXECUTE format($p$CREATE POLICY tenant ON %I USING (tenant_id = nullif(current_setting('yagura.tenant_id', true), '')::int)$p$, customer);
  END LOOP;
END $$;
