import { X } from 'lucide-react'
import type { ComponentProps } from 'react'
import { Button } from './button.tsx'

/** The cross of what lies over the page. It has no tooltip: Escape would close that first. */
export function CloseButton(props: ComponentProps<typeof Button>) {
  return (
    <Button variant="ghost" aria-label="Close" {...props} className="w-7 px-0">
      <X />
    </Button>
  )
}
