'use client'

import { useState } from 'react'
import { cn } from '#components/ui/cn.ts'
import { PasswordField } from '#components/ui/password-field.tsx'
import {
  minPasswordChars,
  passwordProblem,
  passwordStrength,
  type PasswordStrength,
} from '#lib/domain/access/password-rules.ts'

type NewPasswordFieldProps = { label?: string; email: string }

/** Says while one types what the server would say of it, but for its list of common passwords. */
export function NewPasswordField({ label = 'Password', email }: NewPasswordFieldProps) {
  const [password, setPassword] = useState('')
  return (
    <PasswordField
      label={label}
      name="password"
      autoComplete="new-password"
      required
      onInput={(event) => setPassword(event.currentTarget.value)}
      hint={<PasswordHint password={password} email={email} />}
    />
  )
}

const steps: readonly PasswordStrength[] = ['fair', 'good', 'strong']
const words: Record<PasswordStrength, string> = {
  none: '',
  fair: 'Long enough; longer is better.',
  good: 'Good.',
  strong: 'Strong.',
}

function PasswordHint({ password, email }: { password: string; email: string }) {
  const strength = passwordStrength(password, email)
  const reached = steps.indexOf(strength)
  return (
    <span className="flex flex-col gap-1.5">
      <span aria-hidden className="grid grid-cols-3 gap-1 pt-0.5">
        {steps.map((step, index) => (
          <span key={step} className={cn('h-1 rounded-sm', index <= reached ? 'bg-good' : 'bg-line')} />
        ))}
      </span>
      {password === ''
        ? `At least ${minPasswordChars} characters. A few words are easy to keep in mind.`
        : (passwordProblem(password, email) ?? words[strength])}
    </span>
  )
}
