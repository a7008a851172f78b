-- CreateTable
CREATE TABLE "user" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "email_verified" BOOLEAN NOT NULL DEFAULT false,
    "image" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "two_factor_enabled" BOOLEAN NOT NULL DEFAULT false,
    "failed_sign_ins" INTEGER NOT NULL DEFAULT 0,
    "failed_since" TIMESTAMPTZ(3),
    "locked_until" TIMESTAMPTZ(3),
    "locale" TEXT,
    "time_zone" TEXT,

    CONSTRAINT "user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" SERIAL NOT NULL,
    "token" TEXT NOT NULL,
    "user_id" INTEGER NOT NULL,
    "active_tenant_id" INTEGER,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ip_address" TEXT,
    "user_agent" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account" (
    "id" SERIAL NOT NULL,
    "account_id" TEXT NOT NULL,
    "provider_id" TEXT NOT NULL,
    "user_id" INTEGER NOT NULL,
    "access_token" TEXT,
    "refresh_token" TEXT,
    "id_token" TEXT,
    "access_token_expires_at" TIMESTAMPTZ(3),
    "refresh_token_expires_at" TIMESTAMPTZ(3),
    "scope" TEXT,
    "password" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "verification" (
    "id" SERIAL NOT NULL,
    "identifier" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "verification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "two_factor" (
    "id" SERIAL NOT NULL,
    "secret" TEXT NOT NULL,
    "backup_codes" TEXT NOT NULL,
    "user_id" INTEGER NOT NULL,
    "verified" BOOLEAN NOT NULL DEFAULT true,
    "failed_verification_count" INTEGER NOT NULL DEFAULT 0,
    "locked_until" TIMESTAMPTZ(3),

    CONSTRAINT "two_factor_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rate_limit" (
    "id" SERIAL NOT NULL,
    "key" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "last_request" BIGINT NOT NULL,

    CONSTRAINT "rate_limit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tenant" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "logo" TEXT,
    "metadata" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "tenant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "membership" (
    "id" SERIAL NOT NULL,
    "tenant_id" INTEGER NOT NULL,
    "user_id" INTEGER NOT NULL,
    "role" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "membership_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "invitation" (
    "id" SERIAL NOT NULL,
    "tenant_id" INTEGER NOT NULL,
    "email" TEXT NOT NULL,
    "role" TEXT,
    "status" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "inviter_id" INTEGER NOT NULL,

    CONSTRAINT "invitation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_key" (
    "tenant_id" INTEGER NOT NULL,
    "id" SERIAL NOT NULL,
    "hash" BYTEA NOT NULL,
    "prefix" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_key_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "source" (
    "tenant_id" INTEGER NOT NULL,
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "product" TEXT NOT NULL,
    "clock_skew_seconds" INTEGER NOT NULL DEFAULT 0,
    "expected_every_seconds" INTEGER,
    "paused_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "source_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "ingest_token" (
    "tenant_id" INTEGER NOT NULL,
    "id" SERIAL NOT NULL,
    "source_id" INTEGER NOT NULL,
    "hash" BYTEA NOT NULL,
    "prefix" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "ingest_token_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "ingest_cursor" (
    "tenant_id" INTEGER NOT NULL,
    "last_sequence" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "ingest_cursor_pkey" PRIMARY KEY ("tenant_id")
);

-- CreateTable
CREATE TABLE "accepted_batch" (
    "tenant_id" INTEGER NOT NULL,
    "source_id" INTEGER NOT NULL,
    "body_sha256" BYTEA NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "answer" JSONB NOT NULL,
    "replays" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "accepted_batch_pkey" PRIMARY KEY ("tenant_id","source_id","body_sha256")
);

-- CreateTable
CREATE TABLE "chunk" (
    "tenant_id" INTEGER NOT NULL,
    "received_day" DATE NOT NULL,
    "id" BIGINT NOT NULL,
    "sequence" BIGINT NOT NULL,
    "source_id" INTEGER NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "format" TEXT NOT NULL,
    "clock_skew_seconds" INTEGER NOT NULL DEFAULT 0,
    "received" INTEGER NOT NULL,
    "stored" INTEGER NOT NULL,
    "rejected" INTEGER NOT NULL,
    "detections" INTEGER NOT NULL,
    "body_bytes" INTEGER NOT NULL,
    "first_observed" TIMESTAMPTZ(3),
    "last_observed" TIMESTAMPTZ(3),
    "families" JSONB NOT NULL,
    "blocks" BYTEA NOT NULL,
    "spans" BYTEA NOT NULL,
    "content" BYTEA NOT NULL,

    CONSTRAINT "chunk_pkey" PRIMARY KEY ("tenant_id","received_day","id")
) PARTITION BY RANGE ("received_day");

-- CreateTable
CREATE TABLE "activity" (
    "tenant_id" INTEGER NOT NULL,
    "received_day" DATE NOT NULL,
    "chunk_id" BIGINT NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "source_id" INTEGER NOT NULL,
    "observed_at" TIMESTAMPTZ(3) NOT NULL,
    "family" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "channel" TEXT,
    "event_code" TEXT,
    "endpoint_name" TEXT,
    "endpoint_key" TEXT,
    "endpoint_address" TEXT,
    "account_name" TEXT,
    "account_key" TEXT,
    "target_account_name" TEXT,
    "logon_id" TEXT,
    "process_guid" TEXT,
    "process_image" TEXT,
    "process_command_line" TEXT,
    "process_sha256" TEXT,
    "parent_process_guid" TEXT,
    "parent_process_image" TEXT,
    "target_process_image" TEXT,
    "file_path" TEXT,
    "file_sha256" TEXT,
    "registry_key" TEXT,
    "registry_data" TEXT,
    "service_name" TEXT,
    "task_name" TEXT,
    "pipe_name" TEXT,
    "share_name" TEXT,
    "source_address" TEXT,
    "source_port" INTEGER,
    "destination_address" TEXT,
    "destination_port" INTEGER,
    "destination_domain" TEXT,
    "url" TEXT,
    "user_agent" TEXT,
    "bytes_out" BIGINT,
    "bytes_in" BIGINT,
    "message" TEXT,

    CONSTRAINT "activity_pkey" PRIMARY KEY ("tenant_id","received_day","chunk_id","ordinal")
) PARTITION BY RANGE ("received_day");

-- CreateTable
CREATE TABLE "detection" (
    "tenant_id" INTEGER NOT NULL,
    "received_day" DATE NOT NULL,
    "chunk_id" BIGINT NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "source_id" INTEGER NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "observed_at" TIMESTAMPTZ(3) NOT NULL,
    "level" SMALLINT NOT NULL,
    "kind" TEXT NOT NULL,
    "rule_ids" TEXT[],
    "tactics" TEXT[],
    "techniques" TEXT[],
    "endpoint_name" TEXT,
    "endpoint_key" TEXT,
    "account_name" TEXT,
    "account_key" TEXT,
    "activity" JSONB NOT NULL,
    "matches" JSONB NOT NULL,

    CONSTRAINT "detection_pkey" PRIMARY KEY ("tenant_id","received_day","chunk_id","ordinal")
) PARTITION BY RANGE ("received_day");

-- CreateTable
CREATE TABLE "fact" (
    "tenant_id" INTEGER NOT NULL,
    "received_day" DATE NOT NULL,
    "chunk_id" BIGINT NOT NULL,
    "number" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "observed_at" TIMESTAMPTZ(3) NOT NULL,
    "data" JSONB NOT NULL,

    CONSTRAINT "fact_pkey" PRIMARY KEY ("tenant_id","received_day","chunk_id","number")
) PARTITION BY RANGE ("received_day");

-- CreateTable
CREATE TABLE "reject" (
    "tenant_id" INTEGER NOT NULL,
    "received_day" DATE NOT NULL,
    "chunk_id" BIGINT NOT NULL,
    "index" INTEGER NOT NULL,
    "source_id" INTEGER NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT NOT NULL,
    "start_byte" INTEGER NOT NULL,
    "end_byte" INTEGER NOT NULL,

    CONSTRAINT "reject_pkey" PRIMARY KEY ("tenant_id","received_day","chunk_id","index")
) PARTITION BY RANGE ("received_day");

-- CreateTable
CREATE TABLE "correlation_cursor" (
    "tenant_id" INTEGER NOT NULL,
    "last_sequence" BIGINT NOT NULL DEFAULT 0,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "correlation_cursor_pkey" PRIMARY KEY ("tenant_id")
);

-- CreateTable
CREATE TABLE "signal" (
    "tenant_id" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "rule_id" TEXT NOT NULL,
    "level" SMALLINT NOT NULL,
    "endpoint_key" TEXT,
    "count" INTEGER NOT NULL,
    "first_seen" TIMESTAMPTZ(3) NOT NULL,
    "last_seen" TIMESTAMPTZ(3) NOT NULL,
    "alert_id" TEXT,
    "unalerted" TEXT,
    "content" JSONB NOT NULL,

    CONSTRAINT "signal_pkey" PRIMARY KEY ("tenant_id","key")
);

-- CreateTable
CREATE TABLE "alert" (
    "tenant_id" INTEGER NOT NULL,
    "id" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "score" SMALLINT NOT NULL,
    "severity" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'open',
    "finding" TEXT,
    "owner_id" INTEGER,
    "merged_into" TEXT,
    "created_sequence" BIGINT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "first_seen" TIMESTAMPTZ(3) NOT NULL,
    "last_seen" TIMESTAMPTZ(3) NOT NULL,
    "first_investigated_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "endpoint_count" INTEGER NOT NULL,
    "account_count" INTEGER NOT NULL,
    "title" JSONB NOT NULL,
    "content" JSONB NOT NULL,

    CONSTRAINT "alert_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "alert_number" (
    "tenant_id" INTEGER NOT NULL,
    "day" DATE NOT NULL,
    "last" INTEGER NOT NULL,

    CONSTRAINT "alert_number_pkey" PRIMARY KEY ("tenant_id","day")
);

-- CreateTable
CREATE TABLE "note" (
    "tenant_id" INTEGER NOT NULL,
    "id" SERIAL NOT NULL,
    "alert_id" TEXT NOT NULL,
    "author_id" INTEGER,
    "author_name" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "note_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "audit" (
    "tenant_id" INTEGER NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor_kind" TEXT NOT NULL,
    "actor_id" TEXT,
    "actor_name" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "object_kind" TEXT NOT NULL,
    "object_id" TEXT,
    "before" JSONB,
    "after" JSONB,
    "request_id" TEXT,
    "address" TEXT,

    CONSTRAINT "audit_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "user_email_key" ON "user"("email");

-- CreateIndex
CREATE UNIQUE INDEX "session_token_key" ON "session"("token");

-- CreateIndex
CREATE INDEX "session_user_id_idx" ON "session"("user_id");

-- CreateIndex
CREATE INDEX "account_user_id_idx" ON "account"("user_id");

-- CreateIndex
CREATE INDEX "verification_identifier_idx" ON "verification"("identifier");

-- CreateIndex
CREATE INDEX "two_factor_user_id_idx" ON "two_factor"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "rate_limit_key_key" ON "rate_limit"("key");

-- CreateIndex
CREATE UNIQUE INDEX "tenant_slug_key" ON "tenant"("slug");

-- CreateIndex
CREATE INDEX "membership_user_id_idx" ON "membership"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "membership_tenant_id_user_id_key" ON "membership"("tenant_id", "user_id");

-- CreateIndex
CREATE INDEX "invitation_tenant_id_idx" ON "invitation"("tenant_id");

-- CreateIndex
CREATE INDEX "invitation_email_idx" ON "invitation"("email");

-- CreateIndex
CREATE UNIQUE INDEX "api_key_tenant_id_hash_key" ON "api_key"("tenant_id", "hash");

-- CreateIndex
CREATE UNIQUE INDEX "ingest_token_tenant_id_hash_key" ON "ingest_token"("tenant_id", "hash");

-- CreateIndex
CREATE INDEX "accepted_batch_tenant_id_received_at_idx" ON "accepted_batch"("tenant_id", "received_at");

-- CreateIndex
CREATE INDEX "chunk_tenant_id_sequence_idx" ON "chunk"("tenant_id", "sequence");

-- CreateIndex
CREATE INDEX "chunk_tenant_id_source_id_received_at_idx" ON "chunk"("tenant_id", "source_id", "received_at");

-- CreateIndex
CREATE INDEX "activity_tenant_id_observed_at_idx" ON "activity"("tenant_id", "observed_at");

-- CreateIndex
CREATE INDEX "activity_tenant_id_endpoint_key_observed_at_idx" ON "activity"("tenant_id", "endpoint_key", "observed_at");

-- CreateIndex
CREATE INDEX "detection_tenant_id_observed_at_idx" ON "detection"("tenant_id", "observed_at");

-- CreateIndex
CREATE INDEX "detection_tenant_id_endpoint_key_observed_at_idx" ON "detection"("tenant_id", "endpoint_key", "observed_at");

-- CreateIndex
CREATE INDEX "detection_tenant_id_received_at_idx" ON "detection"("tenant_id", "received_at");

-- CreateIndex
CREATE INDEX "detection_tenant_id_chunk_id_idx" ON "detection"("tenant_id", "chunk_id");

-- CreateIndex
CREATE INDEX "fact_tenant_id_key_idx" ON "fact"("tenant_id", "key");

-- CreateIndex
CREATE INDEX "fact_tenant_id_chunk_id_idx" ON "fact"("tenant_id", "chunk_id");

-- CreateIndex
CREATE INDEX "reject_tenant_id_source_id_received_at_idx" ON "reject"("tenant_id", "source_id", "received_at");

-- CreateIndex
CREATE INDEX "signal_tenant_id_last_seen_idx" ON "signal"("tenant_id", "last_seen");

-- CreateIndex
CREATE INDEX "signal_tenant_id_alert_id_idx" ON "signal"("tenant_id", "alert_id");

-- CreateIndex
CREATE INDEX "signal_tenant_id_endpoint_key_idx" ON "signal"("tenant_id", "endpoint_key");

-- CreateIndex
CREATE INDEX "alert_tenant_id_created_at_idx" ON "alert"("tenant_id", "created_at");

-- CreateIndex
CREATE INDEX "alert_tenant_id_updated_at_idx" ON "alert"("tenant_id", "updated_at");

-- CreateIndex
CREATE INDEX "alert_tenant_id_status_score_idx" ON "alert"("tenant_id", "status", "score");

-- CreateIndex
CREATE INDEX "note_tenant_id_alert_id_idx" ON "note"("tenant_id", "alert_id");

-- CreateIndex
CREATE INDEX "audit_tenant_id_at_idx" ON "audit"("tenant_id", "at");

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "account" ADD CONSTRAINT "account_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "two_factor" ADD CONSTRAINT "two_factor_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_inviter_id_fkey" FOREIGN KEY ("inviter_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ingest_token" ADD CONSTRAINT "ingest_token_tenant_id_source_id_fkey" FOREIGN KEY ("tenant_id", "source_id") REFERENCES "source"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "note" ADD CONSTRAINT "note_tenant_id_alert_id_fkey" FOREIGN KEY ("tenant_id", "alert_id") REFERENCES "alert"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Received data is cut by the day of receipt: late and replayed records are then no problem, and retention drops whole partitions.
CREATE FUNCTION ensure_partitions(first_day date, days int) RETURNS int LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
  made int := 0;
  parent text;
  partition_day date;
  partition_name text;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('ensure_partitions'));
  FOREACH parent IN ARRAY ARRAY['chunk', 'activity', 'detection', 'fact', 'reject'] LOOP
    FOR i IN 0 .. days - 1 LOOP
      partition_day := first_day + i;
      partition_name := parent || '_' || to_char(partition_day, 'YYYYMMDD');
      IF to_regclass(partition_name) IS NULL THEN
        EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)', partition_name, parent, partition_day, partition_day + 1);
        made := made + 1;
      END IF;
    END LOOP;
  END LOOP;
  RETURN made;
END $$;

-- Chunks arrive compressed: a second compression costs time and wins nothing, and plain TOAST lets a reader fetch one block.
ALTER TABLE "chunk" ALTER COLUMN "content" SET STORAGE EXTERNAL;

CREATE SEQUENCE "chunk_id_seq" AS bigint CACHE 16;

-- The last act of an ingest transaction: the row lock is held until commit, so sequences of a tenant become visible in their order and a reader's cursor misses none.
CREATE FUNCTION next_sequence(tenant int) RETURNS bigint LANGUAGE sql SECURITY DEFINER SET search_path = public AS $$
  INSERT INTO ingest_cursor (tenant_id, last_sequence) VALUES (tenant, 1)
  ON CONFLICT (tenant_id) DO UPDATE SET last_sequence = ingest_cursor.last_sequence + 1
  RETURNING last_sequence
$$;

-- Roles are cluster-wide: another database of this server may have made them.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'yagura_app') THEN CREATE ROLE yagura_app NOLOGIN; END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'yagura_ingest') THEN CREATE ROLE yagura_ingest NOLOGIN BYPASSRLS; END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; -- made at the same moment by a migration of another database
END $$;
GRANT yagura_app, yagura_ingest TO CURRENT_USER;
GRANT USAGE ON SCHEMA public TO yagura_app, yagura_ingest;

GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO yagura_app;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO yagura_app;
-- Received data and the audit trail cannot be changed by the application, whatever it runs.
REVOKE INSERT, UPDATE, DELETE ON "chunk", "activity", "detection", "fact", "reject" FROM yagura_app;
REVOKE UPDATE, DELETE ON "audit" FROM yagura_app;
REVOKE ALL ON "_prisma_migrations" FROM yagura_app;
GRANT INSERT ON "chunk", "activity", "detection", "fact", "reject", "accepted_batch" TO yagura_ingest;
GRANT USAGE ON SEQUENCE "chunk_id_seq" TO yagura_ingest;
REVOKE EXECUTE ON FUNCTION ensure_partitions(date, int), next_sequence(int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ensure_partitions(date, int) TO yagura_app;
GRANT EXECUTE ON FUNCTION next_sequence(int) TO yagura_ingest;

-- The second lock behind the verbs: a statement that forgets its tenant sees nothing.
DO $$
DECLARE customer text;
BEGIN
  FOREACH customer IN ARRAY ARRAY['api_key', 'source', 'ingest_token', 'ingest_cursor', 'accepted_batch', 'chunk', 'activity', 'detection', 'fact', 'reject',
    'correlation_cursor', 'signal', 'alert', 'alert_number', 'note', 'audit'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', customer);
    EXECUTE format($p$CREATE POLICY tenant ON %I USING (tenant_id = nullif(current_setting('yagura.tenant_id', true), '')::int)$p$, customer);
  END LOOP;
END $$;
