/** The anchor of a student's section, by the place in the class. */
export function studentId(at: number): string {
  return `student-${at + 1}`;
}
