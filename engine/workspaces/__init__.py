"""Workspaces (设计稿): where process designers draw before anything is deployed.

A workspace is the draft of one bundle: files that are saved continuously, valid or not. A save is
only ever added, so undo and restore are saves too and nothing that was typed is lost. Several
designers may share one; a save names the save it was made on, and is declined when somebody else
was faster.

    create_workspace · rename_workspace · delete_workspace · bring_back_workspace
    save_file · remove_file · restore_save
    visit
"""
