'use client'

import { memo } from 'react'
import { Area, ComposedChart, Line, ReferenceLine, XAxis, YAxis } from 'recharts'
import type { BurnDown } from './burn-down.ts'

const margin = { top: 0, right: 0, bottom: 0, left: 0 }
const fill = { width: '100%', height: '100%' }

/** The lines of the chart; what is written on it stands over it. */
export const BurnDownPlot = memo(function BurnDownPlot({ drawn }: { drawn: BurnDown }) {
  const { points, count, top, marks } = drawn
  return (
    <ComposedChart responsive style={fill} data={points} margin={margin} accessibilityLayer={false}>
      <XAxis hide type="number" dataKey="x" domain={[0, count]} />
      <YAxis hide domain={[0, top]} allowDataOverflow />
      <Area
        type="linear"
        dataKey="band"
        stroke="none"
        fill="var(--color-series-1)"
        fillOpacity={0.16}
        activeDot={false}
        isAnimationActive={false}
      />
      <Area
        type="linear"
        dataKey="spent"
        stroke="var(--color-series-1)"
        strokeWidth={1.75}
        fill="var(--color-series-1)"
        fillOpacity={0.08}
        activeDot={false}
        isAnimationActive={false}
      />
      <Line
        type="linear"
        dataKey="expected"
        stroke="var(--color-series-1)"
        strokeWidth={1.5}
        strokeDasharray="4 3"
        dot={false}
        activeDot={false}
        isAnimationActive={false}
      />
      {marks.map(({ name, usd }) => (
        <ReferenceLine
          key={name}
          y={usd}
          stroke={name === 'over' ? 'var(--color-bad)' : 'var(--color-ink-3)'}
          strokeDasharray={name === 'over' ? undefined : '1 3'}
        />
      ))}
    </ComposedChart>
  )
})
