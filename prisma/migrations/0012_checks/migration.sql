-- CreateTable
CREATE TABLE "team_check" (
    "tenant_id" INTEGER NOT NULL,
    "id" SERIAL NOT NULL,
    "user_id" INTEGER NOT NULL,
    "user_name" TEXT NOT NULL,
    "checked_at" TIMESTAMPTZ(3) NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "note" TEXT NOT NULL,
    "counts" JSONB NOT NULL,

    CONSTRAINT "team_check_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateIndex
CREATE INDEX "team_check_tenant_id_checked_at_idx" ON "team_check"("tenant_id", "checked_at");

-- A check that was done stays as it was said.
GRANT SELECT, INSERT ON "team_check" TO yagura_app;
GRANT USAGE ON SEQUENCE "team_check_id_seq" TO yagura_app;
ALTER TABLE "team_check" ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON "team_check" USING (tenant_id = nullif(current_setting('yagura.tenant_id', true), '')::int);
