'use client'

import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { ButtonProps } from './button.tsx'
import { IconButton } from './icon-button.tsx'
import { toast } from './toaster.tsx'

type CopyButtonProps = Pick<ButtonProps, 'size' | 'variant' | 'className' | 'tabIndex'> & {
  /** The text, or a function for texts that are costly to build. */
  text: string | (() => string)
  label?: string
}

const shownForMs = 1500

export function CopyButton({ text, label = 'Copy', size = 'sm', ...rest }: CopyButtonProps) {
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), shownForMs)
    return () => clearTimeout(timer)
  }, [copied])

  async function copy() {
    try {
      await navigator.clipboard.writeText(typeof text === 'string' ? text : text())
      setCopied(true)
    } catch {
      toast.error('The browser did not allow copying. Select the text and copy it by hand.')
    }
  }

  return (
    <IconButton
      label={copied ? 'Copied' : label}
      size={size}
      onClick={(event) => {
        event.stopPropagation()
        void copy()
      }}
      {...rest}
    >
      {copied ? <Check className="text-good" /> : <Copy />}
    </IconButton>
  )
}
