/** Parley's mark, as in resources/icon.svg: a speech bubble that has been read. */
export function BrandMark({ size = 40 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="24 24 464 464" fill="none" aria-hidden="true">
      <rect x="24" y="24" width="464" height="464" rx="108" fill="oklch(0.47 0.083 197)" />
      <g transform="translate(256 258) scale(1.14) translate(-256 -264)">
        <path
          d="M256 122c-87 0-152 54-152 126 0 41 21 76 56 99v52c0 9 10 14 17 9l54-36c8 1 16 2 25 2 87 0 152-54 152-126s-65-126-152-126Z"
          fill="oklch(0.99 0.006 195)"
        />
        <path
          d="m168 254 38 38 74-84M254 280l12 12 74-84"
          stroke="oklch(0.5 0.088 197)"
          strokeWidth="27"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </g>
    </svg>
  );
}
