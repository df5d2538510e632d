'use client'

import { use } from 'react'
import type { LoopBand } from '#lib/run-view/loop-bands.ts'
import { loopMeaning, loopText } from '#lib/run-view/loop-bands.ts'
import { labelWidth } from '#lib/run-view/timeline-label.ts'
import type { TimeRange } from '#lib/run-view/timeline-places.ts'
import { shareOf } from '#lib/run-view/timeline-range.ts'
import { CostButton } from '../cost/cost-button.tsx'
import { MayAskContext } from '../cost/cost-context.ts'

type LoopBandsProps = { bands: readonly LoopBand[]; range: TimeRange; widthPx: number }

/** Above the rows: where the run repeats itself, how often, and what that cost. */
export function LoopStrip({ bands, range, widthPx }: LoopBandsProps) {
  const mayAsk = use(MayAskContext)
  return bandsIn(bands, range).map((band) => {
    const { left, width } = boxOf(band, range)
    const text = loopText(band.loop)
    const fits = (width / 100) * widthPx >= labelWidth(text)
    const looks = {
      className:
        'absolute inset-y-0.5 min-w-1.5 overflow-hidden rounded-xs bg-warn-soft px-1 text-left text-xs leading-4 whitespace-nowrap text-warn ring-1 ring-warn/60 ring-inset tabular focus-visible:-outline-offset-2',
      style: { left: `${left}%`, width: `${width}%` },
    }
    const tip = loopMeaning(band.loop)
    const label = <span className={fits ? undefined : 'sr-only'}>{text}</span>
    // Where nothing can be asked the band is only to be read.
    return band.loop.costUsd === null || !mayAsk ? (
      <span key={band.place} title={tip} {...looks}>
        {label}
      </span>
    ) : (
      <CostButton key={band.place} target={{ of: 'loop', loop: band.place }} of={text} tip={tip} {...looks}>
        {label}
      </CostButton>
    )
  })
}

/** The same bands through all rows. */
export function LoopShades({ bands, range }: Omit<LoopBandsProps, 'widthPx'>) {
  return bandsIn(bands, range).map((band) => {
    const { left, width } = boxOf(band, range)
    return (
      <span
        key={band.place}
        className="absolute inset-y-0 border-x border-warn/30 bg-warn/5"
        style={{ left: `${left}%`, width: `${width}%` }}
      />
    )
  })
}

function bandsIn(bands: readonly LoopBand[], range: TimeRange): LoopBand[] {
  return bands.filter((band) => band.to >= range.from && band.from <= range.to)
}

/** Percent of the track, cut at its edges. */
function boxOf(band: TimeRange, range: TimeRange): { left: number; width: number } {
  const left = Math.max(0, shareOf(range, band.from) * 100)
  return { left, width: Math.min(100, shareOf(range, band.to) * 100) - left }
}
