import 'react';

declare module 'react' {
  // Custom properties are set through the CSSOM, which the CSP allows.
  interface CSSProperties {
    [variable: `--${string}`]: string | number | undefined;
  }
}
