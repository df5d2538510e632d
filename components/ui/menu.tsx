'use client'

import { Menu as Base } from '@base-ui/react/menu'
import { Check } from 'lucide-react'
import type { ComponentProps, ReactElement, ReactNode } from 'react'
import { cn } from './cn.ts'

const itemClasses =
  'flex h-7 cursor-default items-center gap-2 rounded px-2 text-base outline-none select-none data-disabled:text-ink-3 data-highlighted:bg-hover [&_svg]:size-3.5 [&_svg]:shrink-0 [&_svg]:text-ink-3'

const popupClasses =
  'max-h-(--available-height) min-w-40 animate-open overflow-y-auto rounded-lg bg-raised p-1 shadow-float outline-none'
const gaps = { sideOffset: 4, collisionPadding: 8, className: 'z-50' } as const

type MenuProps = {
  trigger: ReactElement
  side?: 'top' | 'right' | 'bottom' | 'left'
  align?: 'start' | 'center' | 'end'
  children: ReactNode
  className?: string
}

/** A button that opens a list of actions or choices. */
export function Menu({ trigger, side = 'bottom', align = 'start', children, className }: MenuProps) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner side={side} align={align} {...gaps}>
          <Base.Popup className={cn(popupClasses, className)}>{children}</Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

type AnchoredMenuProps = { anchor: Element | null; onClose: () => void; children: ReactNode }

/** A menu that many elements share: open while it has one to stand at. */
export function AnchoredMenu({ anchor, onClose, children }: AnchoredMenuProps) {
  return (
    <Base.Root open={anchor !== null} onOpenChange={(open) => (open ? undefined : onClose())}>
      <Base.Portal>
        <Base.Positioner anchor={anchor} side="bottom" align="start" {...gaps}>
          <Base.Popup className={cn(popupClasses, 'max-w-80')}>{children}</Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

export function MenuItem({
  className,
  ...rest
}: Omit<ComponentProps<typeof Base.Item>, 'className'> & { className?: string }) {
  return <Base.Item className={cn(itemClasses, className)} {...rest} />
}

/** A choice that closes the menu and goes somewhere; `render` is the router's link. */
export function MenuLinkItem(props: { render: ReactElement; children: ReactNode }) {
  return (
    <Base.LinkItem className={itemClasses} closeOnClick render={props.render}>
      {props.children}
    </Base.LinkItem>
  )
}

export function MenuCheckboxItem(props: {
  checked: boolean
  onCheckedChange: (checked: boolean) => void
  children: ReactNode
}) {
  return (
    <Base.CheckboxItem className={itemClasses} checked={props.checked} onCheckedChange={props.onCheckedChange}>
      <span className="w-3.5">
        <Base.CheckboxItemIndicator>
          <Check />
        </Base.CheckboxItemIndicator>
      </span>
      {props.children}
    </Base.CheckboxItem>
  )
}

type MenuRadioProps<T extends string> = {
  label: string
  value: T
  options: readonly { value: T; label: ReactNode }[]
  onValueChange: (value: T) => void
}

export function MenuRadioGroup<T extends string>({ label, value, options, onValueChange }: MenuRadioProps<T>) {
  return (
    <Base.RadioGroup value={value} onValueChange={onValueChange}>
      <Base.Group>
        <MenuLabel>{label}</MenuLabel>
        {options.map((option) => (
          <Base.RadioItem key={option.value} value={option.value} className={itemClasses}>
            <span className="w-3.5">
              <Base.RadioItemIndicator>
                <Check />
              </Base.RadioItemIndicator>
            </span>
            {option.label}
          </Base.RadioItem>
        ))}
      </Base.Group>
    </Base.RadioGroup>
  )
}

export function MenuGroup({ label, children }: { label: ReactNode; children: ReactNode }) {
  return (
    <Base.Group>
      <MenuLabel>{label}</MenuLabel>
      {children}
    </Base.Group>
  )
}

function MenuLabel({ children }: { children: ReactNode }) {
  return <Base.GroupLabel className="px-2 pt-1.5 pb-1 text-xs text-ink-3">{children}</Base.GroupLabel>
}

export function MenuSeparator() {
  return <Base.Separator className="my-1 h-px bg-line" />
}
