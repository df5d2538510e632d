import { dateFormat } from '#lib/format/date-format.ts'

const style = { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', timeZoneName: 'short' } as const // prettier-ignore

/** A moment in the statement's own zone, whoever reads it: "1 Dec 2026, 00:00 CET". */
export function dateText(iso: string, timeZone: string): string {
  return dateFormat(style, timeZone).format(Date.parse(iso))
}
