/** Whether another page frames ours, such as Hyperspace, whose frames open no window (facts/epic.md 3.2). */
export function isFramed(): boolean {
  return window.self !== window.top
}
