#import <AppKit/AppKit.h>
#import <objc/runtime.h>

extern void todokuOpened(char *path); // Go, in opened_darwin.go

static void openFiles(id delegate, SEL command, NSApplication *program, NSArray *paths) {
	for (NSString *path in paths)
		todokuOpened((char *)[path fileSystemRepresentation]);
	[program replyToOpenOrPrint:NSApplicationDelegateReplySuccess];
}

// GLFW sets the delegate of the program, which has no answer to files.
void takeFiles(void) {
	class_addMethod(objc_getClass("GLFWApplicationDelegate"), @selector(application:openFiles:), (IMP)openFiles, "v@:@@");
}
