/* Stands in for the bcryptprimitives.dll that the wine of Debian 12 lacks: Go
   asks it for random numbers and does not start without. For tests under wine
   alone; Windows has the real one. */
#include <windows.h>

BOOLEAN NTAPI SystemFunction036(PVOID, ULONG); /* RtlGenRandom */

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE out, SIZE_T left) {
	while (left > 0) {
		ULONG part = left > 0x10000000 ? 0x10000000 : (ULONG)left;
		if (!SystemFunction036(out, part))
			return FALSE;
		out += part;
		left -= part;
	}
	return TRUE;
}
