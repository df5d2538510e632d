import { Button } from '#components/ui/button.tsx'
import type { StatementAdjustments } from '#lib/domain/adjustment.ts'
import { formatCountExact } from '#lib/format/count.ts'
import { signedInCurrency, signedUsd } from './signed-texts.ts'

/** Whether a closed statement still says what its runs say. */
export function ChangesSince({ adjustments, onShow }: { adjustments: StatementAdjustments; onShow: () => void }) {
  const { runs, totalDifferenceUsd, totalDifferenceInCurrency, currency, booked } = adjustments
  if (runs === 0 && booked.length === 0) return <p className="text-ink-3">Nothing has changed since.</p>
  return (
    <p className="flex flex-wrap items-center gap-x-2">
      {runs === 0 ? (
        <span className="text-ink-2">
          {formatCountExact(booked.length)}{' '}
          {booked.length === 1 ? 'note of adjustments is' : 'notes of adjustments are'} booked, nothing has changed
          since.
        </span>
      ) : (
        <span className="text-warn">
          Since then {formatCountExact(runs)} {runs === 1 ? 'run has' : 'runs have'} changed:{' '}
          {signedUsd(totalDifferenceUsd)} in all
          {currency === null ? '' : `, ${signedInCurrency(totalDifferenceInCurrency)} ${currency.code}`}.
        </span>
      )}
      <Button variant="link" size="inline" onClick={onShow}>
        Adjustments
      </Button>
    </p>
  )
}
