import { formatUsdExact } from '#lib/format/usd.ts'
import type { ClosedStatement } from '#lib/domain/chargeback.ts'
import { dateText } from '../date-text.ts'
import { signedInCurrency, signedUsdExact } from '../signed-texts.ts'

/** What was billed beside the statement since it was closed. */
export function BookedNotes({ closing, timeZone }: { closing: ClosedStatement | null; timeZone: string }) {
  if (closing === null || closing.adjustments.length === 0) return null
  const { adjustments, currency } = closing
  return (
    <section className="mt-6 break-inside-avoid text-sm">
      <h2 className="pb-1 font-semibold">Adjustments booked since, in no amount above</h2>
      <ul className="tabular grid gap-1 text-ink-2">
        {adjustments.map(({ number, bookedAt, totalDifferenceUsd, totalDifferenceInCurrency, contentHash }) => (
          <li key={number} className="wrap-anywhere">
            Note {number} of {dateText(bookedAt, timeZone)}:{' '}
            {totalDifferenceUsd === null ? formatUsdExact(null) : signedUsdExact(totalDifferenceUsd)}
            {currency === null || totalDifferenceInCurrency === null
              ? ''
              : `, ${signedInCurrency(totalDifferenceInCurrency)} ${currency.code}`}
            , SHA-256 {contentHash}
          </li>
        ))}
      </ul>
    </section>
  )
}
