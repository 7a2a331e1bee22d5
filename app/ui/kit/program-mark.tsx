// A program is shown by letters and a shape as well as a colour; which shape and colour follows from its place in the list.
const shapes = ["M1 1h12v12H1z", "M7 0l7 7-7 7-7-7z", "M7 .5L14 13.5H0z", "M7 0a7 7 0 1 0 .01 0z"] as const;
const colors = ["#1a4480", "#6a2c70", "#0b5c5c", "#8c3b00"] as const;

export function ProgramMark({ short, place }: { short: string; place: number }) {
  return (
    <span className="mark">
      <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true" focusable="false">
        <path d={shapes[place % shapes.length] ?? shapes[0]} fill={colors[place % colors.length] ?? colors[0]} />
      </svg>
      {short}
    </span>
  );
}
