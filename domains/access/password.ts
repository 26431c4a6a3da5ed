const common = [
  'password',
  '1234567890',
  '0123456789',
  'qwertyuiop',
  'carillon',
  'admin12345',
  'abc1234567',
  '1q2w3e4r5t',
  'iloveyou',
  '88888888',
]

/**
 * Whether a password is too easy: shorter than 10 characters, a common one, one character repeated, or made of the
 * login name (OWASP ASVS 5.0, 6.2: length and known-bad lists rather than character classes).
 */
export const isWeakPassword = (password: string, loginName: string): boolean => {
  const plain = password.toLowerCase()
  if ([...password].length < 10) return true
  if (new Set(plain).size < 4) return true
  if (loginName.length >= 4 && plain.includes(loginName)) return true
  return common.some((bad) => plain === bad || plain.replaceAll(/\d+$/g, '') === bad)
}
