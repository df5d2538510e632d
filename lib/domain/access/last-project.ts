/** Cookie that names the project one was in last; only a hint, so it is checked like an address. */
export const lastProjectCookie = 'tacho-project'
