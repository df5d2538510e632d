'use client'

import { memo } from 'react'
import { Line, LineChart, XAxis, YAxis, type DotItemDotProps } from 'recharts'
import { lonelySlots, scaleTop } from './slots.ts'

type SlotLineProps = {
  /** A token, e.g. `var(--color-series-3)`. */
  colour: string
  /** Null is a gap. */
  values: readonly (number | null)[]
}

const margin = { top: 2, right: 0, bottom: 2, left: 0 }
const fill = { width: '100%', height: '100%' }

/** A thin line through the middle of the slots, with a gap where there is no value. */
export const SlotLine = memo(function SlotLine({ colour, values }: SlotLineProps) {
  const lonely = lonelySlots(values)
  const points = values.map((value, slot) => ({ middle: slot + 0.5, value }))
  return (
    <LineChart responsive style={fill} data={points} margin={margin} accessibilityLayer={false}>
      <XAxis hide type="number" dataKey="middle" domain={[0, Math.max(1, values.length)]} />
      <YAxis hide domain={[0, scaleTop(values)]} />
      <Line
        type="linear"
        dataKey="value"
        stroke={colour}
        strokeWidth={1.5}
        strokeLinejoin="round"
        activeDot={false}
        isAnimationActive={false}
        dot={(dot) => lonelyDot(dot, lonely)}
      />
    </LineChart>
  )
})

function lonelyDot({ index, cx, cy, stroke }: DotItemDotProps, lonely: ReadonlySet<number>) {
  return lonely.has(index) ? <circle key={index} cx={cx} cy={cy} r={1.75} fill={stroke} /> : null
}
