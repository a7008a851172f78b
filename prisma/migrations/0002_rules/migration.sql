-- CreateTable
CREATE TABLE "rule" (
    "tenant_id" INTEGER NOT NULL,
    "id" TEXT NOT NULL,
    "origin" TEXT NOT NULL,
    "origin_set" TEXT NOT NULL DEFAULT '',
    "file" TEXT NOT NULL,
    "first_line" INTEGER NOT NULL DEFAULT 1,
    "text" TEXT NOT NULL,
    "upstream_text" TEXT,
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "info" JSONB NOT NULL,
    "problems" JSONB NOT NULL,
    "imported_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "rule_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "rule_overlay" (
    "tenant_id" INTEGER NOT NULL,
    "rule_id" TEXT NOT NULL,
    "enabled" BOOLEAN,
    "level" TEXT,
    "quarantined" BOOLEAN NOT NULL DEFAULT false,
    "excess" JSONB,
    "excess_at" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "rule_overlay_pkey" PRIMARY KEY ("tenant_id","rule_id")
);

-- CreateTable
CREATE TABLE "rule_variable" (
    "tenant_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "values" TEXT[],
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "rule_variable_pkey" PRIMARY KEY ("tenant_id","name")
);

-- CreateTable
CREATE TABLE "rule_version" (
    "tenant_id" INTEGER NOT NULL,
    "version" BIGINT NOT NULL DEFAULT 0,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "rule_version_pkey" PRIMARY KEY ("tenant_id")
);

-- CreateTable
CREATE TABLE "rule_import" (
    "tenant_id" INTEGER NOT NULL,
    "origin_set" TEXT NOT NULL,
    "imported_at" TIMESTAMPTZ(3) NOT NULL,
    "counts" JSONB NOT NULL,
    "problems" JSONB NOT NULL,

    CONSTRAINT "rule_import_pkey" PRIMARY KEY ("tenant_id","origin_set")
);

-- CreateTable
CREATE TABLE "rule_cost" (
    "tenant_id" INTEGER NOT NULL,
    "rule_id" TEXT NOT NULL,
    "nanoseconds" BIGINT NOT NULL,
    "events" BIGINT NOT NULL,
    "measured_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "rule_cost_pkey" PRIMARY KEY ("tenant_id","rule_id")
);

-- CreateTable
CREATE TABLE "back_test" (
    "tenant_id" INTEGER NOT NULL,
    "id" SERIAL NOT NULL,
    "rule_id" TEXT,
    "title" TEXT NOT NULL,
    "rule_text" TEXT NOT NULL,
    "days" INTEGER NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "received_from" TIMESTAMPTZ(3) NOT NULL,
    "received_to" TIMESTAMPTZ(3) NOT NULL,
    "chunks_total" INTEGER NOT NULL DEFAULT 0,
    "chunks_done" INTEGER NOT NULL DEFAULT 0,
    "records" BIGINT NOT NULL DEFAULT 0,
    "matches" BIGINT NOT NULL DEFAULT 0,
    "last_sequence" BIGINT NOT NULL DEFAULT 0,
    "findings" JSONB NOT NULL,
    "error" TEXT,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "back_test_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateIndex
CREATE INDEX "rule_tenant_id_origin_set_idx" ON "rule"("tenant_id", "origin_set");

-- CreateIndex
CREATE INDEX "back_test_tenant_id_created_at_idx" ON "back_test"("tenant_id", "created_at");

-- The ingest writer asks this once per batch, so that a changed rule is in force for the next one.
CREATE FUNCTION rule_set_version(tenant int) RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT coalesce((SELECT version FROM rule_version WHERE tenant_id = tenant), 0)
$$;
REVOKE EXECUTE ON FUNCTION rule_set_version(int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION rule_set_version(int) TO yagura_app, yagura_ingest;

-- A job is queued in the transaction that needs it. The queue's own schema is made by the first worker; its tables stay closed to the application.
CREATE FUNCTION enqueue_job(task text, payload json, queue text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  PERFORM graphile_worker.add_job(task, payload, queue_name := queue);
END $$;
REVOKE EXECUTE ON FUNCTION enqueue_job(text, json, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION enqueue_job(text, json, text) TO yagura_app;

GRANT SELECT, INSERT, UPDATE, DELETE ON "rule", "rule_overlay", "rule_variable", "rule_version", "rule_import", "rule_cost", "back_test" TO yagura_app;
GRANT USAGE ON SEQUENCE "back_test_id_seq" TO yagura_app;

DO $$
DECLARE customer text;
BEGIN
  FOREACH customer IN ARRAY ARRAY['rule', 'rule_overlay', 'rule_variable', 'rule_version', 'rule_import', 'rule_cost', 'back_test'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', customer);
    EXECUTE format($p$CREATE POLICY tenant ON %I USING (tenant_id = nullif(current_setting('yagura.tenant_id', true), '')::int)$p$, customer);
  END LOOP;
END $$;
