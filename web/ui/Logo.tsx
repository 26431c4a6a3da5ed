/** The bell of the house, and the waves it sends. */
export const Logo = ({ size = 26 }: { size?: number }) => (
  <svg width={size} height={size} viewBox="0 0 32 32" fill="none" aria-hidden="true">
    <path
      d="M16 5.5c-4.6 0-7 3.3-7 8 0 5.4-1.3 7.6-3.2 9.7h20.4c-1.9-2.1-3.2-4.3-3.2-9.7 0-4.7-2.4-8-7-8Z"
      fill="var(--ca-bell, var(--ca-bronze))"
    />
    <path d="M13.2 25.5a2.9 2.9 0 0 0 5.6 0Z" fill="var(--ca-bell, var(--ca-bronze))" />
    <circle cx="16" cy="4.2" r="1.7" fill="var(--ca-bell, var(--ca-bronze))" />
    <path
      d="M4.3 15.5a12.5 12.5 0 0 1 2.9-8M27.7 15.5a12.5 12.5 0 0 0-2.9-8"
      stroke="var(--ca-bell, var(--ca-bronze))"
      strokeWidth="1.7"
      strokeLinecap="round"
      opacity="0.550"
    />
  </svg>
)
