'use client'

import { CalendarClock, Check, ChevronLeft, ChevronRight, ChevronsUpDown } from 'lucide-react'
import { useState } from 'react'
import { Badge } from '#components/ui/badge.tsx'
import { Button } from '#components/ui/button.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import { Popover } from '#components/ui/popover.tsx'
import type { StatementChoice } from '#lib/api/chargeback.ts'
import { isTimeZone } from '#lib/time/time-zone.ts'
import { DaysForm } from './days-form.tsx'
import { recentMonths, type ShownPeriod } from './shown-period.ts'
import { TimeZoneField } from './time-zone-field.tsx'

type PeriodPickerProps = {
  period: ShownPeriod
  timeZone: string
  nowMs: number
  open: boolean
  onOpenChange: (open: boolean) => void
  onChoose: (choice: Pick<StatementChoice, 'period' | 'from' | 'to' | 'timeZone'>) => void
}

const shownMonths = 12

/** One month after the other, or any days, in a time zone. */
export function PeriodPicker({ period, timeZone, nowMs, open, onOpenChange, onChoose }: PeriodPickerProps) {
  const choose = (choice: Parameters<typeof onChoose>[0]) => {
    onChoose(choice)
    onOpenChange(false)
  }
  return (
    <div className="flex items-center">
      <IconButton
        label="The month before"
        className="max-narrow:hidden"
        onClick={() => choose({ period: period.previousMonth })}
      >
        <ChevronLeft />
      </IconButton>
      <Popover
        label="Period"
        open={open}
        onOpenChange={onOpenChange}
        align="end"
        className="w-80"
        trigger={
          <Button variant="ghost" className="px-2">
            <CalendarClock className="narrow:hidden" />
            <span className="sr-only">Period:</span>
            <span className="max-narrow:sr-only">{period.label}</span>
            {period.isOver ? null : (
              <Badge tone="accent" className="max-narrow:hidden">
                so far
              </Badge>
            )}
            <ChevronsUpDown aria-hidden className="size-3! text-ink-3 max-narrow:hidden" />
          </Button>
        }
      >
        <ul aria-label="Months" className="grid grid-cols-2 gap-x-1">
          {recentMonths(nowMs, timeZone, shownMonths).map(({ month, label }) => (
            <li key={month}>
              <Button
                variant="ghost"
                className="w-full justify-start px-1.5 font-normal"
                onClick={() => choose({ period: month })}
              >
                <span className="w-3.5">{month === period.month ? <Check /> : null}</span>
                {label}
              </Button>
            </li>
          ))}
        </ul>
        <DaysForm key={`${period.firstDay} ${period.lastDay}`} period={period} onChoose={choose} />
        <ZoneForm key={timeZone} timeZone={timeZone} onChoose={choose} />
      </Popover>
      <IconButton
        label="The month after"
        className="max-narrow:hidden"
        disabled={period.nextMonth === null}
        focusableWhenDisabled
        onClick={() => (period.nextMonth === null ? undefined : choose({ period: period.nextMonth }))}
      >
        <ChevronRight />
      </IconButton>
    </div>
  )
}

function ZoneForm({ timeZone, onChoose }: Pick<PeriodPickerProps, 'timeZone' | 'onChoose'>) {
  const [typed, setTyped] = useState(timeZone)
  const isKnown = isTimeZone(typed.trim())
  return (
    <form
      className="mt-3 flex items-end gap-2 border-t pt-3"
      onSubmit={(event) => {
        event.preventDefault()
        if (isKnown) onChoose({ timeZone: typed.trim() })
      }}
    >
      <div className="min-w-0 flex-1">
        <TimeZoneField value={typed} onValueChange={setTyped} />
      </div>
      <Button type="submit" className="h-8" disabled={!isKnown || typed.trim() === timeZone} focusableWhenDisabled>
        Use
      </Button>
    </form>
  )
}
