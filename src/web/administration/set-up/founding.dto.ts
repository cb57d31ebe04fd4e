import { IsString, Length } from 'class-validator';

/** The form by which a node is founded; a program does it by `init`. */
export class FoundingForm {
  @IsString()
  @Length(1, 200)
  code: string;

  @IsString()
  @Length(1, 200)
  agency: string;

  @IsString()
  @Length(1, 200)
  name: string;

  @IsString()
  @Length(3, 200)
  signInName: string;
}
