'use client'

import { CalendarClock, Check, Pin } from 'lucide-react'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Input } from '#components/ui/input.tsx'
import { Popover } from '#components/ui/popover.tsx'
import {
  isRelative,
  parseTimeRange,
  pinTimeRange,
  timeRangeLabel,
  timeRangePresets,
  type TimeRange,
} from './parse-time-range.ts'

type TimeRangePickerProps = {
  range: TimeRange
  onChange: (range: TimeRange) => void
  open: boolean
  onOpenChange: (open: boolean) => void
}

/** Presets and free text; relative ranges stay relative until they are pinned. */
export function TimeRangePicker({ range, onChange, open, onOpenChange }: TimeRangePickerProps) {
  const label = timeRangeLabel(range)
  const choose = (next: TimeRange) => {
    onChange(next)
    onOpenChange(false)
  }
  return (
    <Popover
      label="Time range"
      open={open}
      onOpenChange={onOpenChange}
      align="end"
      className="w-80"
      trigger={
        <Button variant="ghost" aria-label={`Time range: ${label}`} className="px-2">
          <CalendarClock />
          <span className="max-narrow:hidden">{label}</span>
        </Button>
      }
    >
      <FreeTextRange onChoose={choose} />
      <ul className="pt-2">
        {timeRangePresets.map((preset) => (
          <li key={preset.label}>
            <Button
              variant="ghost"
              className="w-full justify-start px-1.5 font-normal"
              onClick={() => choose({ from: preset.from, to: null })}
            >
              <span className="w-3.5">{preset.label === label ? <Check /> : null}</span>
              {preset.label}
            </Button>
          </li>
        ))}
      </ul>
      <div className="mt-2 border-t pt-2">
        <Button
          variant="ghost"
          className="w-full justify-start px-1.5 font-normal"
          disabled={!isRelative(range)}
          onClick={() => choose(pinTimeRange(range, Date.now()))}
        >
          <Pin /> Pin to these dates, for sharing
        </Button>
      </div>
    </Popover>
  )
}

function FreeTextRange({ onChoose }: { onChoose: (range: TimeRange) => void }) {
  const [text, setText] = useState('')
  const [openedMs] = useState(() => Date.now())
  const parsed = parseTimeRange(text, openedMs)
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (parsed) onChoose(parsed)
      }}
    >
      <Input
        aria-label="Time range as text"
        aria-describedby="time-range-hint"
        placeholder="last 3h"
        value={text}
        onChange={(event) => setText(event.target.value)}
        className="w-full"
      />
      <p id="time-range-hint" className="pt-1 text-sm text-ink-3">
        {text === '' ? 'e.g. last 3h, yesterday, 2026-11-20 10:00 – 12:30' : null}
        {text !== '' && parsed ? `${timeRangeLabel(parsed)} – press Enter` : null}
        {text !== '' && !parsed ? 'Not a time range yet' : null}
      </p>
    </form>
  )
}
