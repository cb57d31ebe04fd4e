import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Code lists that a node loads beside the makes and calibres that ship with the program. */
export class Reference1700000013000 implements MigrationInterface {
  name = 'Reference1700000013000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE reference_code, reference_load');
  }
}

const STATEMENTS = [
  `CREATE TABLE reference_load (
     id uuid CONSTRAINT reference_load_pk PRIMARY KEY,
     source text NOT NULL,
     file_digest text NOT NULL CONSTRAINT reference_load_file_digest CHECK (file_digest ~ '^[A-Za-z0-9_-]{43}$'),
     rows_loaded integer NOT NULL,
     rows_known integer NOT NULL,
     rows_refused integer NOT NULL,
     loaded_at timestamptz NOT NULL,
     loaded_by text NOT NULL
   )`,
  `COMMENT ON TABLE reference_load IS 'One load of a code list in the shape list,code,text.'`,
  `CREATE TABLE reference_code (
     list text NOT NULL CONSTRAINT reference_code_list CHECK (list IN ('make', 'calibre', 'type', 'action', 'type_action')),
     code text NOT NULL,
     text_digest text NOT NULL,
     text text NOT NULL,
     load_id uuid NOT NULL CONSTRAINT reference_code_load_fk REFERENCES reference_load,
     CONSTRAINT reference_code_pk PRIMARY KEY (list, code, text_digest)
   )`,
  `COMMENT ON TABLE reference_code IS 'Codes as published. One code may have several texts and one text name several things: what is ambiguous stays so.'`,
  `GRANT SELECT, INSERT ON reference_load, reference_code TO proofmark_app`,
];
