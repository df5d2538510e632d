'use client'

import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { ButtonProps } from './button.tsx'
import { copyToClipboard } from './copy-to-clipboard.ts'
import { IconButton } from './icon-button.tsx'

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
    setCopied(await copyToClipboard(typeof text === 'string' ? text : text()))
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
