import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Lost, stolen and recovered: reports of what happened to a recorded firearm, and their withdrawal. */
export class FirearmReports1700000042000 implements MigrationInterface {
  name = 'FirearmReports1700000042000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX firearm_by_hand, firearm_correction_by_person');
    await runner.query('DROP TABLE firearm_report_withdrawal, firearm_report');
  }
}

const UP = [
  `CREATE TABLE firearm_report (
     event_id uuid CONSTRAINT firearm_report_pk PRIMARY KEY CONSTRAINT firearm_report_event_fk REFERENCES lifecycle_event,
     firearm_id uuid NOT NULL CONSTRAINT firearm_report_firearm_fk REFERENCES firearm,
     version integer NOT NULL,
     reported_at timestamptz NOT NULL,
     reported_by text NOT NULL,
     reason text NOT NULL CONSTRAINT firearm_report_reason_length CHECK (length(reason) BETWEEN 10 AND 500),
     CONSTRAINT firearm_report_version UNIQUE (firearm_id, version)
   )`,
  `COMMENT ON TABLE firearm_report IS 'Who reported a firearm lost, stolen or recovered, when and why; the event itself stands in lifecycle_event.'`,
  `COMMENT ON COLUMN firearm_report.version IS 'The version of the record that the report made.'`,
  `CREATE TABLE firearm_report_withdrawal (
     event_id uuid CONSTRAINT firearm_report_withdrawal_pk PRIMARY KEY CONSTRAINT firearm_report_withdrawal_report_fk REFERENCES firearm_report,
     version integer NOT NULL,
     withdrawn_at timestamptz NOT NULL,
     withdrawn_by text NOT NULL,
     reason text NOT NULL CONSTRAINT firearm_report_withdrawal_reason_length CHECK (length(reason) BETWEEN 10 AND 500)
   )`,
  `COMMENT ON TABLE firearm_report_withdrawal IS 'A report that does not hold: its event is left out of the life of the firearm and stays in its history.'`,
  `CREATE INDEX firearm_report_by_person ON firearm_report (reported_by, reported_at DESC)`,
  `COMMENT ON INDEX firearm_report_by_person IS 'What a registrar has reported lately.'`,
  `CREATE INDEX firearm_by_hand ON firearm (recorded_by, recorded_at DESC) WHERE batch_id IS NULL`,
  `COMMENT ON INDEX firearm_by_hand IS 'What a registrar has entered lately, without the loads.'`,
  `CREATE INDEX firearm_correction_by_person ON firearm_correction (corrected_by, corrected_at DESC)`,
  `COMMENT ON INDEX firearm_correction_by_person IS 'What a registrar has corrected lately.'`,
  `GRANT SELECT, INSERT ON firearm_report, firearm_report_withdrawal TO proofmark_app`,
];
