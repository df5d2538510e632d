/** "28 Nov 2026, 15:00", in the reader's zone unless another is given. */
export function minuteText(iso: string, timeZone?: string): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(new Date(iso))
}
