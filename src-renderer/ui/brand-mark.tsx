/** Parley's mark: a speech bubble that has been read. */
export function BrandMark({ size = 40 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 64 64" fill="none" aria-hidden="true">
      <rect width="64" height="64" rx="15" fill="oklch(0.46 0.082 197)" />
      <path
        d="M32 14c-11.6 0-20 7.2-20 16.6 0 5.4 2.8 10 7.3 13v6.9c0 1 1.1 1.6 2 1l6.6-4.6c1.3.2 2.7.3 4.1.3 11.6 0 20-7.2 20-16.6S43.600 14 32 14Z"
        fill="oklch(0.99 0.008 195)"
      />
      <path
        d="m20.500 31.500 5 5 9.500-10.500M31.800 35.200l1.300 1.300 9.500-10.500"
        stroke="oklch(0.5 0.1 197)"
        strokeWidth="3.4"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
