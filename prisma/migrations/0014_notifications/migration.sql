-- CreateTable
CREATE TABLE "notification_target" (
    "tenant_id" INTEGER NOT NULL,
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "config" JSONB NOT NULL,
    "secret" BYTEA NOT NULL,
    "settings" JSONB NOT NULL,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "allow_private" BOOLEAN NOT NULL DEFAULT false,
    "blocked_until" TIMESTAMPTZ(3),
    "last_delivered_at" TIMESTAMPTZ(3),
    "last_failed_at" TIMESTAMPTZ(3),
    "last_error" TEXT,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "recent_posts" TIMESTAMPTZ(3)[] DEFAULT ARRAY[]::TIMESTAMPTZ(3)[],
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "notification_target_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "notification_outbox" (
    "tenant_id" INTEGER NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "target_id" INTEGER NOT NULL,
    "subject" TEXT NOT NULL,
    "events" TEXT[],
    "severity" TEXT NOT NULL,
    "params" JSONB NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "telling" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "held" TEXT,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "leased_until" TIMESTAMPTZ(3),
    "uncertain" BOOLEAN NOT NULL DEFAULT false,
    "delivery" TEXT,
    "outcome" TEXT,
    "error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "notification_outbox_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "notification_message" (
    "tenant_id" INTEGER NOT NULL,
    "target_id" INTEGER NOT NULL,
    "subject" TEXT NOT NULL,
    "ref" TEXT,
    "severity" TEXT NOT NULL,
    "posted_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "notification_message_pkey" PRIMARY KEY ("tenant_id","target_id","subject")
);

-- CreateIndex
CREATE INDEX "notification_outbox_tenant_id_target_id_subject_idx" ON "notification_outbox"("tenant_id", "target_id", "subject");

-- CreateIndex
CREATE INDEX "notification_outbox_tenant_id_state_due_at_idx" ON "notification_outbox"("tenant_id", "state", "due_at");

-- CreateIndex
CREATE INDEX "notification_outbox_tenant_id_target_id_finished_at_idx" ON "notification_outbox"("tenant_id", "target_id", "finished_at");

-- AddForeignKey
ALTER TABLE "notification_outbox" ADD CONSTRAINT "notification_outbox_tenant_id_target_id_fkey" FOREIGN KEY ("tenant_id", "target_id") REFERENCES "notification_target"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notification_message" ADD CONSTRAINT "notification_message_tenant_id_target_id_fkey" FOREIGN KEY ("tenant_id", "target_id") REFERENCES "notification_target"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What a receiver is still to be told of one subject is one row: further events join it, so that one worker at a time speaks of a subject.
CREATE UNIQUE INDEX "notification_outbox_active_key" ON "notification_outbox"("tenant_id", "target_id", "subject") WHERE state IN ('waiting', 'sending');

GRANT SELECT, INSERT, UPDATE, DELETE ON "notification_target", "notification_outbox", "notification_message" TO yagura_app;
GRANT USAGE ON SEQUENCE "notification_target_id_seq", "notification_outbox_id_seq" TO yagura_app;
DO $$
DECLARE customer text;
BEGIN
  FOREACH customer IN ARRAY ARRAY['notification_target', 'notification_outbox', 'notification_message'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', customer);
    EXECUTE format($p$CREATE POLICY tenant ON %I USING (tenant_id = nullif(current_setting('yagura.tenant_id', true), '')::int)$p$, customer);
  END LOOP;
END $$;
