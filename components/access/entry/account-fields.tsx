'use client'

import { useState } from 'react'
import { TextField } from '#components/ui/text-field.tsx'
import { NewPasswordField } from './new-password-field.tsx'

/** E-mail, name and password of a new account; `email` is given where the account can only be for one address. */
export function AccountFields({ email: given = '' }: { email?: string }) {
  const [email, setEmail] = useState(given)
  return (
    <>
      <TextField
        label="E-mail"
        name="email"
        type="email"
        autoComplete="username"
        value={email}
        onValueChange={setEmail}
        readOnly={given !== ''}
        maxLength={254}
        required
      />
      <TextField label="Name" name="name" autoComplete="name" maxLength={100} placeholder="as others see you" />
      <NewPasswordField email={email} />
    </>
  )
}
