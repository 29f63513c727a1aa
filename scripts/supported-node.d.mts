export declare function isSupportedNode(version: string, range: string): boolean
