'use client'

import { memo } from 'react'
import { Bar, BarChart, YAxis } from 'recharts'
import { scaleTop } from './slots.ts'

type BarSeries = {
  /** A token, e.g. `var(--color-series-1)`. */
  colour: string
  values: readonly number[]
}

const margin = { top: 1, right: 0, bottom: 0, left: 0 }
const fill = { width: '100%', height: '100%' }

/** One bar a slot, its series stacked from the bottom in their order. Nothing is a bar of no height. */
export const SlotBars = memo(function SlotBars({ series }: { series: readonly BarSeries[] }) {
  const slots = (series[0]?.values ?? []).map((_, slot) => series.map(({ values }) => values[slot] ?? 0))
  const top = scaleTop(slots.map((parts) => parts.reduce((sum, part) => sum + part, 0)))
  return (
    <BarChart
      responsive
      style={fill}
      data={slots}
      margin={margin}
      barCategoryGap="12%"
      maxBarSize={24}
      accessibilityLayer={false}
    >
      <YAxis hide domain={[0, top]} />
      {series.map(({ colour }, index) => (
        <Bar
          key={colour}
          stackId="all"
          dataKey={(parts: readonly number[]) => parts[index] ?? 0}
          fill={colour}
          isAnimationActive={false}
        />
      ))}
    </BarChart>
  )
})
